/** Help in groups, suggestions for what is mistyped, and arguments from files. */
package dev.espalier.cli.help;
