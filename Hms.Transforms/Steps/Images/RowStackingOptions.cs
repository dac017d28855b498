using Hms.Transforms.Mapping;

namespace Hms.Transforms.Steps.Images;

/// <summary>Options of <see cref="RowStackingEstimator"/>.</summary>
public sealed record RowStackingOptions : StepOptions
{
    /// <summary>Names of the channels from top to bottom, for example LL, LP, RP, RL; null (default) takes all in the order of the column.</summary>
    public IReadOnlyList<string>? Channels { get; init; }

    private protected override void AddErrors(List<string> errors)
    {
        if (Channels is { Count: 0 }) { errors.Add("Channels is empty; name at least one channel, or leave it out."); }
        foreach (var twice in (Channels ?? []).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            errors.Add($"Channels names {twice.Key} twice; each may occur once.");
        }
    }
}
