/** Commands that run a plan on devices. */
package dev.espalier.cli.command.run;
