/** Where the time of a plan goes: what is computed and what crosses each cut, and when. */
package dev.espalier.study.schedule;
