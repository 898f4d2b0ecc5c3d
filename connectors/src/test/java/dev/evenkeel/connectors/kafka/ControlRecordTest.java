package dev.evenkeel.connectors.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.evenkeel.connectors.kafka.ControlRecord.Action;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ControlRecordTest {
    private static final OptionalLong NONE = OptionalLong.empty();

    @Test
    void anOrderIsReadAsItWasWritten() throws Exception {
        ControlRecord order = new ControlRecord(
                Action.ROLLBACK, "a-1", OptionalLong.of(5_000), OptionalLong.of(12), Optional.of("loss \"rose\""));

        assertThat(ControlRecord.of(raw("bank", order.toRecord("bank", 1_000).value()), "bank"))
                .contains(order);
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void everyActionHasItsName(Action action) throws Exception {
        assertThat(parse("{\"action\": \"" + action.key() + "\"}").action()).isEqualTo(action);
    }

    @Test
    void anOrderSaysWhoWhenAndWhatAsPlainJson() {
        ControlRecord order = new ControlRecord(Action.PAUSE, "x", OptionalLong.of(7), NONE, Optional.empty());

        assertThat(order.toRecord("bank", 0).value())
                .asString(UTF_8)
                .isEqualTo("{\"action\":\"pause\",\"id\":\"x\",\"at-version\":7,\"time\":\"1970-01-01T00:00:00Z\"}");
    }

    @Test
    void anOrderWithoutAnIdIsNamedByItsPlace() throws Exception {
        assertThat(parse("{\"action\": \"publish\"}").id()).isEqualTo("3-77");
    }

    @Test
    void recordsOfOtherModelsAreNotMeant() throws Exception {
        assertThat(ControlRecord.of(raw("other", "{".getBytes(UTF_8)), "bank")).isEmpty();
        assertThat(ControlRecord.of(new RawRecord("c", 0, 0, 0, null, "{".getBytes(UTF_8), List.of()), "bank"))
                .isEmpty();
    }

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("{}", "must be given: action"),
                Arguments.of("{\"action\": \"explode\"}", "unknown action: action=explode, expected=rollback | resume"),
                Arguments.of("{\"action\": 3}", "must be a text: action=VALUE_NUMBER_INT"),
                Arguments.of(
                        "{\"action\": \"pause\", \"atversion\": 3}",
                        "unknown field: field=atversion, expected=action | id"),
                Arguments.of("{\"action\": \"pause\", \"at-version\": -1}", "must be >= 0: at-version=-1"),
                Arguments.of(
                        "{\"action\": \"pause\", \"at-version\": 1.5}",
                        "must be a whole number: at-version=VALUE_NUMBER_FLOAT"),
                Arguments.of(
                        "{\"action\": \"pause\", \"at-version\": \"3\"}",
                        "must be a whole number: at-version=VALUE_STRING"),
                Arguments.of(
                        "{\"action\": \"pause\", \"at-version\": 1e400}",
                        "must be a whole number: at-version=VALUE_NUMBER_FLOAT"),
                Arguments.of("{\"action\": \"pause\", \"at-version\": 99999999999999999999}", "out of range of long"),
                Arguments.of(
                        "{\"action\": \"pause\", \"sequence\": 3}", "only a rollback has a sequence: action=pause"),
                Arguments.of(
                        "{\"action\": \"hold\", \"at-version\": 3}", "only an order has an at-version: action=hold"),
                Arguments.of("{\"action\": \"rollback\", \"sequence\": -3}", "must be >= 0: sequence=-3"),
                Arguments.of("{\"action\": \"pause\", \"action\": \"resume\"}", "Duplicate field 'action'"),
                Arguments.of("{\"action\": \"pause\", \"id\": \"\"}", "must be 1 to 100 letters, digits and .:_-: id="),
                Arguments.of("{\"action\": \"pause\", \"id\": {\"a\": 1}}", "must be a text: id=START_OBJECT"),
                Arguments.of("{\"action\": \"pause\"} {\"action\": \"resume\"}", "must be one JSON object"),
                Arguments.of("{\"action\": \"pause\"", "Unexpected end-of-input"),
                Arguments.of("[\"pause\"]", "must be a JSON object"),
                Arguments.of("pause", "Unrecognized token 'pause'"));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void whatSaysNothingThatCanBeDoneIsRefusedWithItsPlace(String json, String message) {
        assertRefused(json.getBytes(UTF_8), message);
    }

    @Test
    void whatIsTooLongOrEmptyIsRefusedUnread() {
        assertRefused(new byte[5_000], "must have 1 to 4096 bytes: bytes=5000");
        assertRefused(null, "must have 1 to 4096 bytes: bytes=0");
    }

    @Test
    void noBytesCrashTheReader() {
        Random random = new Random(42);
        byte[] order = "{\"action\": \"rollback\", \"id\": \"x\", \"sequence\": 12}".getBytes(UTF_8);
        int readable = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] hostile = order.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                hostile[random.nextInt(hostile.length)] = (byte) random.nextInt(256);
            }
            try {
                ControlRecord.of(raw("bank", hostile), "bank");
                readable++;
            } catch (ControlException e) {
                assertThat(e).hasMessageStartingWith("no order: topic=bank.control, partition=3, offset=77: ");
            }
        }
        assertThat(readable).isBetween(1, 10_000);
    }

    @Test
    void refusesAnOrderThatMakesNoSenseWhereItIsMade() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ControlRecord(Action.PAUSE, "a b", NONE, NONE, Optional.empty()))
                .withMessage("must be 1 to 100 letters, digits and .:_-: id=a b");
    }

    private static void assertRefused(byte[] value, String message) {
        assertThatExceptionOfType(ControlException.class)
                .isThrownBy(() -> ControlRecord.of(raw("bank", value), "bank"))
                .withMessageStartingWith("no order: topic=bank.control, partition=3, offset=77: ")
                .withMessageContaining(message);
    }

    private static ControlRecord parse(String json) throws ControlException {
        return ControlRecord.of(raw("bank", json.getBytes(UTF_8)), "bank").orElseThrow();
    }

    private static RawRecord raw(String model, byte[] value) {
        return new RawRecord("bank.control", 3, 77, 0, model.getBytes(UTF_8), value, List.of());
    }
}
