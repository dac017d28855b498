using Hms.Experiments.Reporting;

namespace Hms.Tests.Experiments.Reporting;

public sealed class DurationsTests
{
    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(9.94, "9.9 s")]
    [InlineData(12.4, "12 s")]
    [InlineData(59.7, "1 min 00 s")]
    [InlineData(61, "1 min 01 s")]
    [InlineData(7500, "2 h 05 min")]
    public void Format_AnyDuration_ReadsAsPeopleSayIt(double seconds, string expected) => Assert.Equal(expected, Durations.Format(TimeSpan.FromSeconds(seconds)));
}
