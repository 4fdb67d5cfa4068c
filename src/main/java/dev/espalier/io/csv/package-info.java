/** Exit logs, exit tables and reports in CSV. The only package that depends on FastCSV. */
package dev.espalier.io.csv;
