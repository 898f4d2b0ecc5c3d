/** Speed of the learning core beside other libraries, in one run; {@link BenchmarkTable} runs all and prints a table. */
package dev.evenkeel.model.benchmark;
