/** The measured run of a plan beside what the plan predicts. */
package dev.espalier.study.run;
