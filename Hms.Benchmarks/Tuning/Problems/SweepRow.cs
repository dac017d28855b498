using System.Globalization;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>One recorded sweep: the best loss after 25, 50 and 100 trials, rounded to eight significant digits.</summary>
/// <param name="Engine">Version of Optuna, or <c>hms</c>.</param>
/// <param name="Problem">Name of the problem.</param>
/// <param name="Tuner">Name of the tuner (Optuna: sampler).</param>
/// <param name="Seed">Seed.</param>
/// <param name="Best">Best loss at the three budgets; NaN where the sweep was shorter.</param>
/// <param name="Seconds">Wall time.</param>
internal sealed record SweepRow(string Engine, string Problem, string Tuner, int Seed, double[] Best, double Seconds)
{
    private const string Header = "optuna,problem,sampler,seed,best25,best50,best100,seconds";

    /// <summary>The budgets of <see cref="Best"/>.</summary>
    public static IReadOnlyList<int> Budgets { get; } = [25, 50, 100];

    /// <summary>For tables: <c>Optuna 5.0.0-rc1 tpe</c>.</summary>
    public string Contestant => Engine == "hms" ? "hms " + Tuner : $"Optuna {Engine} {Tuner}";

    /// <summary>To the digits that the rows are recorded with, so that equal results are ties.</summary>
    public static double Round(double value) => double.Parse(value.ToString("G8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Reads a CSV file of rows.</summary>
    public static List<SweepRow> Read(string file) => [.. File.ReadLines(file).Skip(1).Select(x => x.Split(',')).Select(x =>
        new SweepRow(x[0], x[1], x[2], int.Parse(x[3], CultureInfo.InvariantCulture), [Number(x[4]), Number(x[5]), Number(x[6])], Number(x[7])))];

    /// <summary>Writes a CSV file of rows.</summary>
    public static void Write(string file, IEnumerable<SweepRow> rows) => File.WriteAllLines(file, rows.Select(x => string.Create(
        CultureInfo.InvariantCulture, $"{x.Engine},{x.Problem},{x.Tuner},{x.Seed},{x.Best[0]:G8},{x.Best[1]:G8},{x.Best[2]:G8},{x.Seconds:0.###}")).Prepend(Header));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
