/** Maps of the best plan over one or two parameters. */
package dev.espalier.study.map;
