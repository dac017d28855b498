using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>What a worker does next: run <see cref="Trial"/> (or announce it, when it has ended already); begin nothing more, because of <see cref="Ending"/>; or, with neither, wait for others.</summary>
internal readonly record struct NextStep(Trial? Trial, IReadOnlyList<Trial> History, SweepEnding? Ending)
{
    public static NextStep Wait { get; } = new(null, [], null);

    public static NextStep Run(Trial trial, IReadOnlyList<Trial> history) => new(trial, history, null);

    public static NextStep End(SweepEnding ending) => new(null, [], ending);
}
