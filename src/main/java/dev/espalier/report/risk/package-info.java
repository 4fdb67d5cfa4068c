/** What reports say of a plan that was made on samples of bandwidths. */
package dev.espalier.report.risk;
