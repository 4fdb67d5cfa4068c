/** The exception that every package throws for a value that breaks a rule. Knows nothing else. */
package dev.espalier.error;
