/** Exit logs, exit tables and reports in CSV. The only package that knows FastCSV. */
package dev.espalier.io.csv;
