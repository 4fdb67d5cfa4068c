/** How a plan is shown: where its time goes, as tables and as drawings. */
package dev.espalier.report.plan;
