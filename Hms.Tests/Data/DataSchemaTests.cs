using System.Text.Json;
using Hms.Data.Files;
using Hms.Signal.Montages;
using Hms.Tests.Support;

namespace Hms.Tests.Data;

public sealed class DataSchemaTests
{
    [Theory]
    [InlineData("eeg")]
    [InlineData("spectrogram")]
    [InlineData("labels")]
    public void Schema_RequiredColumns_AreThoseTheReaderNeeds(string table)
    {
        IEnumerable<string> expected = table switch
        {
            "eeg" => Electrodes.HmsOrder,
            "spectrogram" => SpectrogramFile.Columns.Prepend("time"),
            _ => LabelFile.LabelColumns,
        };
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "data-schemas", $"{table}.schema.json")));
        Assert.Equal(expected, schema.RootElement.GetProperty("required").EnumerateArray().Select(name => name.GetString()!));
        if (table != "labels") { return; }
        Assert.Equal(expected, schema.RootElement.GetProperty("properties").EnumerateObject().Select(property => property.Name));
    }
}
