/**
 * The exception that every package throws for a value that breaks a rule. Depends on no other
 * package.
 */
package dev.espalier.error;
