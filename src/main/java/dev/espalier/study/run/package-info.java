/** A measured run of a plan, and what the plan predicts of it. */
package dev.espalier.study.run;
