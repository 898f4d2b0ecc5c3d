package dev.evenkeel.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianFileTest {
    @TempDir
    private Path folder;

    @Test
    void aMissingFileSaysWhatToInstall() {
        Path file = folder.resolve("digits.csv.gz");
        assertThatThrownBy(() -> new DebianFile("python3-sklearn", file, Tables::digits).open())
                .isInstanceOf(IOException.class)
                .hasMessage("package must be installed: file=" + file + ", expected=apt-get install python3-sklearn");
    }

    @Test
    void digitsGetAHeaderAndWholeNumbers() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(("1.600000000000000000e+01" + ",0.000000000000000000e+00".repeat(63)
                            + ",9.000000000000000000e+00\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        Path file = Files.write(folder.resolve("digits.csv.gz"), bytes.toByteArray());
        try (InputStream csv = new DebianFile("python3-sklearn", file, Tables::digits).open()) {
            String text = new String(csv.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .startsWith("p0,p1,")
                    .contains(",p63,digit\n16,0,0,")
                    .endsWith(",0,9\n");
        }
    }

    @Test
    void tumoursGetAHeaderAndALabelThatSaysMalignant() throws IOException {
        String file = "2,30,malignant,benign\n" + "1.5,".repeat(30) + "0\n" + "2.5,".repeat(30) + "1\n";
        String[] lines = Tables.tumours(bytes(file)).split("\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("radius_mean,texture_mean,").endsWith(",fractal_dimension_worst,malignant");
        assertThat(lines[1]).startsWith("1.5,1.5,").endsWith(",1.5,1");
        assertThat(lines[2]).endsWith(",2.5,0");
    }

    @Test
    void aTableOfAnotherShapeIsRefused() {
        assertThatThrownBy(() -> Tables.tumours(bytes("2,30,malignant,benign\n1,2,3\n")))
                .isInstanceOf(IOException.class)
                .hasMessage("wrong column count: columns=3, expected=31");
        assertThatThrownBy(() -> Tables.tumours(bytes(""))).hasMessage("must have rows: lines=0");
    }

    @Test
    void aHeartsReadingsBecomeWindowsInMillivolts() throws IOException {
        byte[] readings = new byte[2 * 92];
        for (int i = 0; i < 92; i++) {
            int count = 1024 + i;
            readings[2 * i] = (byte) count;
            readings[2 * i + 1] = (byte) (count >> 8);
        }
        String[] lines = Electrocardiogram.toCsv(zip("ecg.npy", array("'<u2'", readings)))
                .split("\n");
        assertThat(lines).hasSize(1 + 2);
        assertThat(lines[0]).startsWith("x0,x1,").endsWith(",x63,y");
        assertThat(lines[1]).startsWith("0.000,0.005,0.010,").endsWith(",0.315,0.365");
        assertThat(lines[2]).startsWith("0.050,0.055,").endsWith(",0.415");
    }

    @Test
    void anotherArrayIsRefused() {
        assertThatThrownBy(() -> Electrocardiogram.toCsv(zip("ecg.npy", array("'<f8'", new byte[8]))))
                .isInstanceOf(IOException.class)
                .hasMessage("must be 16-bit integers: header={'descr': '<f8'}");
        assertThatThrownBy(() -> Electrocardiogram.toCsv(zip("ecg.txt", new byte[8])))
                .hasMessage("must hold a NumPy array: entries=0");
        assertThatThrownBy(() -> Electrocardiogram.toCsv(zip("ecg.npy", new byte[8])))
                .hasMessage("must be a NumPy array of version 1: bytes=8");
    }

    private static byte[] array(String type, byte[] numbers) throws IOException {
        String header = "{'descr': " + type + "}\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0x93);
        bytes.write("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.write(1);
        bytes.write(0);
        bytes.write(header.length());
        bytes.write(0);
        bytes.write(header.getBytes(StandardCharsets.US_ASCII));
        bytes.write(numbers);
        return bytes.toByteArray();
    }

    private static InputStream zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
