using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>The rate falls by a factor after given epochs.</summary>
[Description("The rate falls by a factor after given epochs.")]
[Key("multiStep")]
public sealed record MultiStepSettings : ScheduleSettings, ICheckedSettings
{
    /// <summary>Numbers of epochs after which the rate falls, rising.</summary>
    [Description("Numbers of epochs after which the rate falls, rising.")]
    [MinimumCount(1)]
    public IReadOnlyList<int> Milestones { get; init; } = [5, 8];

    /// <summary>The rate is multiplied by this.</summary>
    [Description("The rate is multiplied by this.")]
    [Limits(MoreThan = 0, AtMost = 1)]
    public double Gamma { get; init; } = 0.1;

    /// <inheritdoc />
    public IEnumerable<SettingsProblem> Check()
    {
        if (Milestones.Any(milestone => milestone < 1)) { yield return new SettingsProblem($"milestone {Milestones.First(milestone => milestone < 1)} must be at least 1 epoch.", "milestones"); }
        else if (Milestones.Zip(Milestones.Skip(1)).Any(pair => pair.First >= pair.Second)) { yield return new SettingsProblem($"milestones {string.Join(", ", Milestones)} must rise; write each once, in order.", "milestones"); }
    }
}
