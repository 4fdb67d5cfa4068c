/** The options that say what is optimized, and under which constraints. */
package dev.espalier.cli.option.problem;
