"""各年合计：在导出的文件夹里运行 python totals.py（Totals by year; run it in the folder of the export）。"""

import json

import pandas as pd

wide = pd.read_parquet("wide.parquet")  # 件数是 Int64，金额是 Decimal，没有一列是浮点数
with open("columns.json", encoding="utf-8") as file:
    columns = {each["column"]: each for each in json.load(file)["columns"]}

# 一种统计口径，去掉已公开（有误）的：in_sums 说明哪些进合计。
counted = wide[(wide["scope"] == "own") & wide["in_sums"]]
points = ["requests.received.total", "requests.granted.total", "requests.refused.total", "proactive.fees.amount"]
totals = counted.groupby("year")[points].sum()

# 特批接收的计入，但要注明是谁。
excepted = counted[counted["state"].isin(["exception", "published-exception"])]
totals["其中特批接收"] = excepted.groupby("year")["unit"].agg("、".join)

labels = {point: columns[point]["label"] for point in points}  # 还有 measure 计量单位、basis 依据、sum_of 由哪些项相加
print(totals.rename(columns=labels).fillna("无").T.to_csv(lineterminator="\n"), end="")
