using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hms.Experiments.Reporting;

/// <summary>Writes a number that is NaN or infinite as null, for a figure that is only written and never read again.</summary>
internal sealed class NotFiniteAsNull : JsonConverter<double>
{
    /// <inheritdoc />
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value)) { writer.WriteNumberValue(value); }
        else { writer.WriteNullValue(); }
    }
}
