/** Plans, evaluates and replans on request, within limits on time, memory and concurrency. */
package dev.espalier.service.plan;
