/**
 * Examples and batches, what their columns mean, and how names become numbers. No parsing of formats, no learning.
 */
package dev.evenkeel.model.data;
