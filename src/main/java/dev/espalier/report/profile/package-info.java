/** Describes profiles: measured times beside fitted ones. */
package dev.espalier.report.profile;
