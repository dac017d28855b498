using Hms.Tuning.Tuners;
using Hms.Tuning.Tuners.Auto;
using Hms.Tuning.Tuners.CmaEs;
using Hms.Tuning.Tuners.CostFrugal;
using Hms.Tuning.Tuners.Evolution;
using Hms.Tuning.Tuners.GaussianProcess;
using Hms.Tuning.Tuners.Sobol;

namespace Hms.Benchmarks.Tuning;

/// <summary>The tuners of the benchmarks by name.</summary>
internal static class BenchTuners
{
    private static readonly Dictionary<string, Func<ITuner>> Factories = new(StringComparer.Ordinal)
    {
        ["random"] = () => new RandomTuner(),
        ["tpe"] = () => new TpeTuner(),
        ["sobol"] = () => new SobolTuner(),
        ["gp"] = () => new GaussianProcessTuner(),
        ["cmaes"] = () => new CmaEsTuner(),
        ["costfrugal"] = () => new CostFrugalTuner(),
        ["nsga2"] = () => new NsgaIITuner(),
        ["auto"] = () => new AutoTuner(),
        ["auto-gp"] = () => new AutoTuner(new AutoOptions { SecondOpinionEvery = 0 }),
    };

    /// <summary>The names.</summary>
    public static IReadOnlyCollection<string> Names => Factories.Keys;

    /// <summary>A new tuner with its defaults.</summary>
    /// <exception cref="ArgumentException">There is no such tuner.</exception>
    public static ITuner Create(string name) =>
        Factories.TryGetValue(name, out var create) ? create() : throw new ArgumentException($"There is no tuner '{name}'; there are {string.Join(", ", Names)}.");
}
