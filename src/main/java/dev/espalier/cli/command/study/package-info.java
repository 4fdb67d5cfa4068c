/** Commands that plan in bulk to answer a question. */
package dev.espalier.cli.command.study;
