/** Reports of the values at which the best plan changes. */
package dev.espalier.report.breakpoint;
