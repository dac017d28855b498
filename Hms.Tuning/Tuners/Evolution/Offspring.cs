using Hms.Tuning.Numerics;
using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Tuners.Evolution;

/// <summary>One child of two parents, parameter by parameter.</summary>
/// <param name="options">Options.</param>
/// <param name="first">The first parent.</param>
/// <param name="second">The second parent; null for a child of the first alone.</param>
internal sealed class Offspring(NsgaIIOptions options, Trial first, Trial? second)
{
    private const double LeastDifference = 1e-14;
    private readonly double _mutation = options.MutationProbability ?? 1.0 / Math.Max(1, first.Parameters.Count);

    /// <summary>Two parents by tournament, or one: always one when an attempt has given a trial that was there already.</summary>
    public static Offspring Create(NsgaIIOptions options, Population population, int attempt, SplitMix64 random)
    {
        var first = population.Tournament(random);
        var crosses = attempt == 0 && random.NextDouble() < options.CrossoverProbability && population.Members.Count > 1;
        return new Offspring(options, population.Members[first], crosses ? population.Members[population.Tournament(random, first)] : null);
    }

    /// <summary>Internal values for a group. A child of one parent differs from it in at least one parameter of the group.</summary>
    public double[] Draw(IReadOnlyList<SearchParameter> group, SplitMix64 random)
    {
        var forced = second is null ? (int)random.NextInteger(group.Count) : -1;
        return [.. group.Select((x, i) => Draw(x, i == forced, random))];
    }

    private double Draw(SearchParameter parameter, bool mustMutate, SplitMix64 random)
    {
        var (a, b) = (ValueOf(first, parameter), second is null ? null : ValueOf(second, parameter));
        if (parameter.Distribution.ValueCount == 1 || (a ?? b) is not { } one) { return ProposalWalk.DrawUniform([parameter], random)[0]; }
        var value = a is { } x && b is { } y ? Cross(parameter.Distribution, x, y, random) : one;
        return mustMutate || random.NextDouble() < _mutation ? Mutate(parameter.Distribution, value, random) : value;
    }

    private double Cross(ParameterDistribution distribution, double a, double b, SplitMix64 random)
    {
        var (fromA, crosses) = (random.NextDouble() < 0.5, random.NextDouble() < 0.5);
        if (distribution is CategoricalDistribution || options.Crossover == NsgaIICrossover.Uniform) { return fromA ? a : b; }
        if (!crosses) { return a; }
        var axis = new UnitAxis(distribution);
        return axis.ToInternal(SimulatedBinary(axis.ToUnit(a), axis.ToUnit(b), options.CrossoverIndex, fromA, random.NextDouble()));
    }

    private double Mutate(ParameterDistribution distribution, double value, SplitMix64 random)
    {
        if (distribution is CategoricalDistribution category)
        {
            var other = random.NextInteger(category.Choices.Count - 1);
            return other >= value ? other + 1 : other;
        }
        var axis = new UnitAxis(distribution);
        var changed = axis.ToInternal(Polynomial(axis.ToUnit(value), options.MutationIndex, random.NextDouble()));
        return changed == value && axis.IsGrid ? axis.Neighbour(value, random.NextDouble()) : changed;
    }

    /// <summary>One of the two children of the bounded operator on the unit interval: Deb and Agrawal, Complex Systems 9, 1995; bounds after Deb, Agrawal 1999.</summary>
    internal static double SimulatedBinary(double a, double b, double index, bool lower, double quantile)
    {
        var (low, high) = a < b ? (a, b) : (b, a);
        if (high - low < LeastDifference) { return a; }
        var room = lower ? low : 1 - high;
        var alpha = 2 - Math.Pow(1 + 2 * room / (high - low), -(index + 1));
        var spread = quantile <= 1 / alpha ? Math.Pow(quantile * alpha, 1 / (index + 1)) : Math.Pow(1 / (2 - quantile * alpha), 1 / (index + 1));
        return Math.Clamp(0.5 * (low + high + (lower ? -1 : 1) * spread * (high - low)), 0, 1);
    }

    /// <summary>Polynomial mutation on the unit interval (Deb, Agrawal 1999): half of the mass on each side of the value.</summary>
    internal static double Polynomial(double value, double index, double quantile)
    {
        var power = 1 / (index + 1);
        var change = quantile < 0.5
            ? Math.Pow(2 * quantile + (1 - 2 * quantile) * Math.Pow(1 - value, index + 1), power) - 1
            : 1 - Math.Pow(2 * (1 - quantile) + (2 * quantile - 1) * Math.Pow(value, index + 1), power);
        return Math.Clamp(value + change, 0, 1);
    }

    private static double? ValueOf(Trial trial, SearchParameter parameter) =>
        trial.Parameters.TryGet(parameter.Name, out var found) && parameter.Distribution.IsCompatibleWith(found.Distribution) ? UnitAxis.Nearest(parameter.Distribution, found.InternalValue) : null;
}
