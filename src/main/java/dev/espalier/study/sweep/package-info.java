/** Plans over ranges of one or two parameters. */
package dev.espalier.study.sweep;
