using System.CommandLine;

namespace Hms.Experiments.Commands.Data;

/// <summary><c>hms data</c>: makes, checks and shows data sets.</summary>
internal static class DataCommand
{
    public static Command Create(CommandTerminal terminal) => new("data", "Make, check, show, split and import data sets in the HMS layout.")
    {
        SynthesizeDataCommand.Create(terminal),
        CheckDataCommand.Create(terminal),
        ShowDataCommand.Create(terminal),
        MakeSpectrogramsCommand.Create(terminal),
        SplitDataCommand.Create(terminal),
        new Command("import", "Write recordings of other formats as a data set.") { ImportEdfCommand.Create(terminal) },
    };
}
