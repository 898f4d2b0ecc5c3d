package dev.evenkeel.cli.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.config.document.Document;
import java.util.List;

/**
 * A setting of the pipeline file that a flag stands for.
 *
 * @param flag as the user wrote it: {@code --rule}
 * @param path the setting: {@code update.rule}
 * @param value its value as an override takes it
 */
public record FlagSetting(String flag, String path, String value) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A flag whose value is text, which is taken as it stands. */
    public static FlagSetting text(String flag, String path, String text) {
        return new FlagSetting(flag, path, json(Document.escape(text)));
    }

    /** A flag whose value is a list of texts, which are taken as they stand. */
    public static FlagSetting list(String flag, String path, List<String> texts) {
        return new FlagSetting(
                flag, path, json(texts.stream().map(Document::escape).toList()));
    }

    /** The override: {@code path=value}. */
    public String toSet() {
        return path + "=" + value;
    }

    /** JSON is YAML. */
    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("must be text: value=" + value, e);
        }
    }
}
