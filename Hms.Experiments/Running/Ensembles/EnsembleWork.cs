using Hms.Data.Windows;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Everything that the run of an ensemble needs, checked.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="Settings">The ensemble.</param>
/// <param name="Members">The members' runs, in order.</param>
/// <param name="Windows">The windows that all members share.</param>
/// <param name="Joined">Their predictions, joined.</param>
/// <param name="Data">The same as the fits take it.</param>
internal sealed record EnsembleWork(EnsembleRequest Request, EnsembleSettings Settings, IReadOnlyList<MemberRun> Members, WindowOptions Windows, JoinedRows Joined, EnsembleData Data);
