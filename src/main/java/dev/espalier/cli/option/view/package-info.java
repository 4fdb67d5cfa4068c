/** Options that write a plan for the viewers of other tools. */
package dev.espalier.cli.option.view;
