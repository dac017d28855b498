using System.ComponentModel;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Subtracts a mean and divides by a standard deviation.</summary>
[Description("Subtracts a mean and divides by a standard deviation.")]
[Key("normalize")]
public sealed record NormalizeStep : ColumnStepSettings, ICheckedSettings
{
    /// <summary>Whose mean and standard deviation.</summary>
    [Description("Whose mean and standard deviation.")]
    public NormalizeScope Scope { get; init; } = NormalizeScope.Instance;

    /// <summary>Which values share one mean and one standard deviation.</summary>
    [Description("Which values share one mean and one standard deviation.")]
    public NormalizeOver Over { get; init; } = NormalizeOver.All;

    /// <summary>Mean and standard deviation, or median and interquartile range.</summary>
    [Description("Mean and standard deviation, or median and interquartile range.")]
    public NormalizeMethod Method { get; init; } = NormalizeMethod.Standard;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Method == NormalizeMethod.Robust && Scope == NormalizeScope.Datawide)
        {
            yield return new SettingsProblem("method \"robust\" works per row only; write scope \"instance\", or method \"standard\".", "method", "scope");
        }
        if (Method == NormalizeMethod.Robust && Over != NormalizeOver.All)
        {
            yield return new SettingsProblem("method \"robust\" works over all values of a row only; write over \"all\", or method \"standard\".", "method", "over");
        }
    }

    /// <inheritdoc />
    public override bool LearnsFromRows => Scope == NormalizeScope.Datawide;
}
