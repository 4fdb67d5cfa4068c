/** Reports and pictures of maps of the best plan. */
package dev.espalier.report.map;
