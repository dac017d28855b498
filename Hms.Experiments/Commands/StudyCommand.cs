using System.CommandLine;
using Hms.Experiments.Commands.Studies;

namespace Hms.Experiments.Commands;

/// <summary><c>hms study</c>: looks at studies, compares them, and moves them between stores.</summary>
internal static class StudyCommand
{
    public static Command Create(CommandTerminal terminal) => new("study", "Look at studies: leaderboard, importance, pictures; export, import, stop a trial.")
    {
        ListStudiesCommand.Create(terminal),
        ShowStudyCommand.Create(terminal),
        BestTrialCommand.Create(terminal),
        ImportanceCommand.Create(terminal),
        PlotCommand.Create(terminal),
        ExportStudyCommand.Create(terminal),
        ImportStudyCommand.Create(terminal),
        PruneReplayCommand.Create(terminal),
        StopTrialCommand.Create(terminal),
        DeleteStudyCommand.Create(terminal),
    };
}
