/** Jobs that run in this process: started, watched through the topics they write, and stopped in order. */
package dev.evenkeel.cli.job;
