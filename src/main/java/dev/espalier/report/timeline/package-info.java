/** Describes what devices do over time, independently of any format. */
package dev.espalier.report.timeline;
