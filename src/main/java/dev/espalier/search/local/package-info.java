/** Plans that are changed in place, and the moves that improve them. */
package dev.espalier.search.local;
