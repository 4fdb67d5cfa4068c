/** What a page for the browser says about the command that made it. */
package dev.espalier.cli.option.page;
