namespace Hms.Data.Files;

/// <summary>Reads on behind a bad row, where the caller takes problems instead of the first one as an exception.</summary>
internal static class CsvRows
{
    /// <summary>Moves to the next row whose number of cells is right.</summary>
    /// <param name="table">The table.</param>
    /// <param name="report">Takes each problem; where it throws, reading ends.</param>
    /// <returns>False at the end, and where the file is no CSV from here on.</returns>
    public static bool Next(CsvTable table, Action<HmsDataException> report)
    {
        while (true)
        {
            try
            {
                return table.Read();
            }
            catch (HmsDataException error)
            {
                report(error);
                if (!table.IsReadable) { return false; }
            }
        }
    }

    /// <summary>Reads the current row; a bad one is reported with every cell that is wrong, or else with what the reader says.</summary>
    /// <param name="table">The table.</param>
    /// <param name="report">Takes each problem.</param>
    /// <param name="read">Reads the row.</param>
    public static void Try(CsvTable table, Action<HmsDataException> report, Action read)
    {
        try
        {
            read();
        }
        catch (HmsDataException error)
        {
            var cells = 0;
            foreach (var problem in table.Problems())
            {
                cells++;
                report(problem);
            }
            if (cells == 0) { report(error); }
        }
    }
}
