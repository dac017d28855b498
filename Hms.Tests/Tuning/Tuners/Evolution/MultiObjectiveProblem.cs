using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;
using Hms.Tuning.Tuners;

namespace Hms.Tests.Tuning.Tuners.Evolution;

/// <summary>Test problems with several objectives, all minimised: ZDT (Zitzler, Deb, Thiele 2000) with 10 parameters and DTLZ2 (Deb et al. 2002) with 7.</summary>
internal sealed record MultiObjectiveProblem(string Name, SearchSpace Space, double[] Reference, Func<double[], double[]> Evaluate)
{
    public static MultiObjectiveProblem[] All { get; } = [
        Zdt("zdt1", (f, g) => 1 - Math.Sqrt(f / g)),
        Zdt("zdt2", (f, g) => 1 - f / g * (f / g)),
        Zdt("zdt3", (f, g) => 1 - Math.Sqrt(f / g) - f / g * Math.Sin(10 * Math.PI * f)),
        new("dtlz2", Floats(7), [2.5, 2.5, 2.5], Dtlz2)];

    /// <summary>Objective vectors of all trials, by number.</summary>
    public double[][] Run(ITuner tuner, ulong seed, int trials)
    {
        var history = new List<Trial>(trials);
        for (var n = 0; n < trials; n++)
        {
            var values = tuner.Propose(new TuningContext { Space = Space, Seed = seed, TrialNumber = n, History = history, Directions = [.. Reference.Select(_ => StudyDirection.Minimize)] });
            history.Add(new Trial { Id = n, Number = n, State = TrialState.Complete, Parameters = values, Values = Evaluate([.. values.Select(x => x.InternalValue)]) });
        }
        return [.. history.Select(x => x.Values.ToArray())];
    }

    private static MultiObjectiveProblem Zdt(string name, Func<double, double, double> shape) => new(name, Floats(10), [1.1, 8], x =>
    {
        var g = 1 + 9 * x.Skip(1).Average();
        return [x[0], g * shape(x[0], g)];
    });

    private static double[] Dtlz2(double[] x)
    {
        var g = 1 + x.Skip(2).Sum(v => (v - 0.5) * (v - 0.5));
        var (a, b) = (0.5 * Math.PI * x[0], 0.5 * Math.PI * x[1]);
        return [g * Math.Cos(a) * Math.Cos(b), g * Math.Cos(a) * Math.Sin(b), g * Math.Sin(a)];
    }

    private static SearchSpace Floats(int count) => new(Enumerable.Range(0, count).Select(i => new SearchParameter($"x{i}", new FloatDistribution(0, 1))));
}
