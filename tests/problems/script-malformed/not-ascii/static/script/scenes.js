const said = "日本の庭 café"; const first = ;
