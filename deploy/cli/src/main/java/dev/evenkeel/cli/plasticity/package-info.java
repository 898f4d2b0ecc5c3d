/** Online permuted digits: how long methods go on learning when everything they know goes out of date, again and again. */
package dev.evenkeel.cli.plasticity;
