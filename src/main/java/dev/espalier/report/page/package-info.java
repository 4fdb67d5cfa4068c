/** What the page of a plan has beyond its report: the network, its layers, limits and options. */
package dev.espalier.report.page;
