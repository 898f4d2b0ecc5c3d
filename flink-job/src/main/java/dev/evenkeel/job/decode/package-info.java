/** From a record's bytes to an example, or to the rejects. */
package dev.evenkeel.job.decode;
