using Hms.Data.Synthetic;

namespace Hms.Tests.Data.Synthetic;

/// <summary>The recordings that the fairness tests share: 150 patients with up to five each, rendered in memory.</summary>
public sealed class RenderedSet
{
    internal static readonly SyntheticEegOptions Options = new() { Patients = 150, Seed = 7 };

    internal const int RecordingsPerPatient = 5;

    internal IReadOnlyList<RenderedRow> Rows { get; } = RenderedRow.Render(Options, RecordingsPerPatient);
}
