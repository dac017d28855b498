using Hms.Tuning.Spaces;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Analysis.Importance;

/// <summary>One parameter as a forest sees it: numbers on the scale that was searched, or indices of choices.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Low">Lower end on the scale; a grid's cells reach half a step beyond its ends.</param>
/// <param name="High">Upper end.</param>
/// <param name="Choices">Number of choices; 0 for numbers.</param>
/// <param name="Values">Where each trial lies; shape [trials].</param>
internal sealed record ForestAxis(string Name, double Low, double High, int Choices, double[] Values)
{
    /// <summary>True for a parameter with a single value, which can explain nothing.</summary>
    public bool IsConstant => Choices == 1 || (Choices == 0 && !(High > Low));

    public static ForestAxis Of(ParameterAxis axis, IReadOnlyList<Trial> trials)
    {
        double[] values = [.. trials.Select(x => axis.Scaled(axis.Coordinate(x)!.Value))];
        if (axis.Kind == AxisKind.Categorical) { return new ForestAxis(axis.Name, 0, 0, axis.Labels.Count, values); }
        var half = 0.5 * trials.Min(x => StepOf(x, axis.Name));
        var isFixed = axis.Low == axis.High;
        var (low, high) = isFixed ? (axis.Low, axis.High) : (axis.Scaled(axis.Low - half), axis.Scaled(axis.High + half));
        return new ForestAxis(axis.Name, Math.Min(low, values.Min()), Math.Max(high, values.Max()), 0, values);
    }

    private static double StepOf(Trial trial, string name) => trial.Parameters.TryGet(name, out var found) ? found.Distribution switch
    {
        IntDistribution x => x.Step,
        FloatDistribution { Step: { } step } => step,
        _ => 0,
    } : 0;
}
