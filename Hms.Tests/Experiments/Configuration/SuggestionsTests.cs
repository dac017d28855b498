using Hms.Experiments.Configuration;

namespace Hms.Tests.Experiments.Configuration;

public sealed class SuggestionsTests
{
    private static readonly string[] Known = ["normalize", "montage", "log", "clip", "efficientnet_b0"];

    [Theory]
    [InlineData("normalise", "normalize")]
    [InlineData("eficientnet_b0", "efficientnet_b0")]
    [InlineData("MONTAGE", "montage")]
    [InlineData("lgo", "log")]
    [InlineData("cilp", "clip")]
    [InlineData("wavelet", null)]
    [InlineData("x", null)]
    public void Closest_Word_IsTheNearestKnownName(string word, string? expected) => Assert.Equal(expected, Suggestions.Closest(word, Known));

    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("kitten", "sitting", 3)]
    public void Distance_Words_CountsEdits(string a, string b, int expected) => Assert.Equal(expected, Suggestions.Distance(a, b));
}
