/**
 * Learners and lanes as bytes: the safetensors file others can read, and the exact state a job restores from. No files, no
 * topics.
 */
package dev.evenkeel.model.snapshot;
