using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tests.Tuning.Analysis;

/// <summary>Trials by hand.</summary>
internal static class Made
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Trial Trial(int number, double value, params ParameterAssignment[] parameters) => Trial(number, [value], parameters);

    public static Trial Trial(int number, IReadOnlyList<double> values, params ParameterAssignment[] parameters) => new()
    {
        Id = number + 1, Number = number, State = TrialState.Complete, Values = values, Parameters = new ParameterValues(parameters),
        StartedAt = Start.AddSeconds(number), CompletedAt = Start.AddSeconds(2 * number + 1),
    };

    public static ParameterAssignment Float(string name, double value, double low = 0, double high = 1, bool log = false) => new(name, new FloatDistribution(low, high, log), value);

    public static ParameterAssignment Int(string name, long value, long low, long high) => new(name, new IntDistribution(low, high), value);

    public static ParameterAssignment Choice(string name, string choice, params string[] choices)
    {
        var distribution = new CategoricalDistribution(choices);
        return new ParameterAssignment(name, distribution, distribution.ToInternal(choice));
    }
}
