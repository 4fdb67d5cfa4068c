/** What decisions of a replanner look like. */
package dev.espalier.report.online;
