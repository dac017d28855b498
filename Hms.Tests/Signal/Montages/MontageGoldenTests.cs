using System.Text.Json;
using Hms.Signal.Montages;

namespace Hms.Tests.Signal.Montages;

/// <summary>Montages against MNE-Python (Golden/montages/SOURCE.md).</summary>
public sealed class MontageGoldenTests
{
    // Values up to 200 in float: half a unit in the last place of 200 is 7.6e-6, of input and result.
    private const double Tolerance = 2e-5;

    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "montages", "montages.json"))).RootElement;

    [Theory]
    [InlineData("longitudinal-bipolar-18")]
    [InlineData("transverse")]
    [InlineData("average")]
    [InlineData("laplacian")]
    public void Apply_Noise_EqualsMne(string name)
    {
        var samples = Golden.GetProperty("samples").GetInt32();
        var expected = Golden.GetProperty("montages").GetProperty(name).EnumerateArray().Select(value => value.GetDouble()).ToArray();
        var bound = Montage.BuiltIn.Single(montage => montage.Name == name).Bind(Electrodes.HmsOrder);
        var actual = new float[bound.PairCount * samples];
        bound.Apply([.. TestSignals.Noise(20 * samples, 11).Select(value => 100 * value)], samples, actual);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < actual.Length; i++) { Assert.Equal(expected[i], actual[i], Tolerance); }
    }

    [Fact]
    public void Neighbours_Table_IsTheOneOfTheStandardPositions()
    {
        var expected = Golden.GetProperty("neighbours").EnumerateObject().ToDictionary(entry => entry.Name, entry => string.Join(' ', entry.Value.EnumerateArray().Select(name => name.GetString())));
        Assert.Equal(expected.Count, ElectrodeNeighbours.Of1020.Count);
        Assert.All(ElectrodeNeighbours.Of1020, entry => Assert.Equal(expected[entry.Key], string.Join(' ', entry.Value.Order(StringComparer.Ordinal))));
    }
}
