package dev.evenkeel.cli.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Five minutes of a heart (MIT-BIH Arrhythmia Database, record 208, lead MLII, 360 readings a second) as SciPy packs them: a zip
 * archive of one NumPy array of 16-bit counts, 200 to the millivolt around 1,024. Stateless and thread-safe.
 */
public final class Electrocardiogram {
    /** Readings a row looks back. */
    private static final int PAST = 64;

    /** Readings that lie between the last one seen and the one to be predicted, that one included: 28 ms. */
    private static final int AHEAD = 10;

    /** Readings from one row to the next: the last prediction is known when the next is made. */
    private static final int STRIDE = 10;

    private static final double PER_MILLIVOLT = 200;
    private static final double BASELINE = 1024;

    private Electrocardiogram() {}

    /** Rows of 64 consecutive readings in millivolts, oldest first, and the one 28 ms after the last. */
    public static String toCsv(InputStream bytes) throws IOException {
        int[] counts = readings(bytes);
        StringBuilder csv = new StringBuilder();
        for (int i = 0; i < PAST; i++) {
            csv.append('x').append(i).append(',');
        }
        csv.append("y\n");
        for (int from = 0; from + PAST + AHEAD <= counts.length; from += STRIDE) {
            for (int i = 0; i < PAST; i++) {
                csv.append(millivolts(counts[from + i])).append(',');
            }
            csv.append(millivolts(counts[from + PAST + AHEAD - 1])).append('\n');
        }
        return csv.toString();
    }

    private static String millivolts(int count) {
        return String.format(Locale.ROOT, "%.3f", (count - BASELINE) / PER_MILLIVOLT);
    }

    private static int[] readings(InputStream bytes) throws IOException {
        ZipInputStream archive = new ZipInputStream(bytes);
        for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
            if (entry.getName().endsWith(".npy")) {
                return array(new DataInputStream(archive));
            }
        }
        throw new EOFException("must hold a NumPy array: entries=0");
    }

    /** Format version 1: magic, version, length of the header, header, then the numbers, low byte first. */
    private static int[] array(DataInputStream in) throws IOException {
        byte[] start = in.readNBytes(10);
        if (start.length < 10 || (start[0] & 255) != 0x93 || start[6] != 1) {
            throw new IOException("must be a NumPy array of version 1: bytes=" + start.length);
        }
        String header = new String(
                in.readNBytes((start[8] & 255) | (start[9] & 255) << 8), java.nio.charset.StandardCharsets.US_ASCII);
        if (!header.contains("'<u2'") && !header.contains("'<i2'")) {
            throw new IOException("must be 16-bit integers: header=" + header.strip());
        }
        byte[] numbers = in.readAllBytes();
        int[] counts = new int[numbers.length / 2];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = (numbers[2 * i] & 255) | (numbers[2 * i + 1] & 255) << 8;
        }
        return counts;
    }
}
